/** The signed-in reader's own keys; the built-in ones until they are known. */
import { useQuery } from '@tanstack/react-query';
import { builtInKeymap, type Keymap } from '#shared/contract/keymap.ts';
import { station, unwrap } from '../station/client.ts';
import { useSession } from './session-store.ts';

export function useKeymap(): Keymap {
  const memberId = useSession((state) => state.session?.member.memberId);
  const asked = useQuery({
    queryKey: ['keymap', memberId],
    enabled: memberId !== undefined,
    queryFn: () => unwrap(station.settings.keymap()),
    staleTime: 60_000,
  });
  return asked.data ?? builtInKeymap;
}
