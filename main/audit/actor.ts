/** Who acts through a station: a signed-in person, with the token the exchange knows him by while it is valid. */
import type { Member } from '#shared/contract/exchange/members.ts';

export interface Actor {
  readonly member: Member;
  /** Access token; null when signed in while the link was down. */
  readonly token: string | null;
}
