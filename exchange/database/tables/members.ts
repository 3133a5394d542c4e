/** Tables of the region and its members. */

export interface MembersTables {
  migration: { name: string; appliedAt: number };
  opening: { id: number; openedAt: number };
  region: {
    /** Always 1: a data folder holds one region. */
    id: number;
    regionId: string;
    name: string;
    centre: string;
    simulation: number;
    caCertificate: string;
  };
  member: MemberTable;
  accessToken: {
    /** SHA-256 of the token: the token itself is never stored. */
    tokenHash: string;
    memberId: string;
    stationId: string | null;
    issuedAt: number;
    expiresAt: number;
  };
  certificate: {
    serial: string;
    memberId: string;
    stationId: string | null;
    pem: string;
    notBefore: number;
    notAfter: number;
    revokedAt: number | null;
  };
}

export interface MemberTable {
  memberId: string;
  type: 'person' | 'station' | 'site';
  name: string;
  siteId: string | null;
  /** JSON of Right[]. */
  rights: string;
  /** JSON of Office[]. */
  offices: string;
  licence: string;
  title: string;
  /** Of a site: one of SiteTier, or null while nobody has said it. */
  tier: 'village' | 'township' | 'city' | 'higher' | null;
  /** Of a site: whom to telephone about a patient who is sent there. */
  phone: string;
  chestPain: number;
  /** scrypt$N$r$p$salt$hash */
  secretHash: string;
  /** Rises when the secret changes: forgets remembered checks. */
  secretVersion: number;
  failures: number;
  lockedUntil: number | null;
  createdAt: number;
}
