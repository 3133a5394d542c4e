/** A receiving station as a process of its own, to be killed: prints its address, then one line for each stop. */
import { openTestStation } from './test-station.ts';

const folder = process.argv[2] ?? '';
const station = await openTestStation({ folder });
const source = await station.listen();
process.stdout.write(`${source.address}\n`);
