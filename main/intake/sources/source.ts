/** The anatomy all sources share: `startXSource(deps, options): Promise<Result<Source>>`. */
export interface Source {
  /** host:port, folder or file paths: where it takes arrivals from. */
  readonly address: string;
  /** Ends taking; resolves when nothing of it runs any more. What was begun is finished or leaves nothing. */
  readonly stop: () => Promise<void>;
}
