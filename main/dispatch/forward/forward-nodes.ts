/** The nodes that an administrator has named as places studies may go on to. */
import { randomUUID } from 'node:crypto';
import type { DicomNode } from '#shared/study/dicom-node.ts';
import type { StationDatabase } from '../../database/open-database.ts';

export interface NamedNode extends DicomNode {
  readonly nodeId: string;
  readonly name: string;
}

export interface ForwardNodes {
  readonly list: () => readonly NamedNode[];
  readonly find: (nodeId: string) => NamedNode | null;
  readonly add: (node: Omit<NamedNode, 'nodeId'>) => Promise<string>;
  readonly remove: (nodeId: string) => Promise<boolean>;
}

type Row = Omit<NamedNode, 'tls'> & { readonly tls: number };

export function createForwardNodes(database: StationDatabase): ForwardNodes {
  const { sqlite, commit } = database;
  const all = sqlite.prepare<[], Row>('SELECT * FROM forwardNode ORDER BY name');
  const one = sqlite.prepare<[string], Row>('SELECT * FROM forwardNode WHERE nodeId = ?');
  const read = (row: Row): NamedNode => ({ ...row, tls: row.tls === 1 });
  return {
    list: () => all.all().map(read),
    find: (nodeId) => {
      const row = one.get(nodeId);
      return row === undefined ? null : read(row);
    },
    add: async ({ name, aet, host, port, tls }) => {
      const nodeId = randomUUID();
      await commit(() =>
        sqlite
          .prepare('INSERT INTO forwardNode VALUES (?, ?, ?, ?, ?, ?)')
          .run(nodeId, name, aet, host, port, tls ? 1 : 0),
      );
      return nodeId;
    },
    remove: (nodeId) =>
      commit(() => sqlite.prepare('DELETE FROM forwardNode WHERE nodeId = ?').run(nodeId).changes === 1),
  };
}
