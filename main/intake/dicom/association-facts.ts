/** Who is at the other end of an association, as logs, ledgers and service class providers are told. */

export interface AssociationFacts {
  readonly associationId: string;
  readonly callingAet: string;
  readonly calledAet: string;
  /** Remote IP address. */
  readonly address: string;
}
