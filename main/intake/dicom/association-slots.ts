/** Counts established associations, of all devices together and of each address. */

export interface AssociationSlots {
  /** Null when one was taken; else the limit that is reached. */
  readonly take: (address: string) => number | null;
  readonly free: (address: string) => void;
}

export function createAssociationSlots(total: number, perPeer: number): AssociationSlots {
  const byPeer = new Map<string, number>();
  let taken = 0;
  return {
    take: (address) => {
      const own = byPeer.get(address) ?? 0;
      if (taken >= total) return total;
      if (own >= perPeer) return perPeer;
      taken += 1;
      byPeer.set(address, own + 1);
      return null;
    },
    free: (address) => {
      const own = byPeer.get(address) ?? 0;
      if (own === 0) return;
      taken -= 1;
      if (own === 1) byPeer.delete(address);
      else byPeer.set(address, own - 1);
    },
  };
}
