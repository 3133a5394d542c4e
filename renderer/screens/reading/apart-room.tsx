/** What a window of its own shows of a case: under the banner of whose it is, and nothing while the station is locked. */
import type { ReactNode } from 'react';
import { createPortal } from 'react-dom';
import { useSession } from '../../state/session-store.ts';
import classes from './reading.module.css';

export function ApartRoom(props: {
  page: Window;
  /** False for a case that is only being built behind another: nobody may see it. */
  active: boolean;
  banner: ReactNode;
  children: ReactNode;
}) {
  const isLocked = useSession((state) => state.session?.locked !== false);
  const host = props.page.document.getElementById('root');
  if (host === null) return null;
  return createPortal(
    <div className={classes.apartRoom} data-shown={props.active && !isLocked}>
      {props.banner}
      <div className={classes.room}>{props.children}</div>
    </div>,
    host,
  );
}
