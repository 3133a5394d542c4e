/** The dispatcher of the command line: `yuanzhen NAME …` runs `commands/NAME.ts` and ends with its exit code. */
import { failure, type Language } from '#shared/failure.ts';
import { type CommandIo, processIo } from './command-io.ts';
import { commandNames, isCommandName, usageText } from './usage.ts';

/** What every file of `commands/` exports: 0 all well, 1 something refused, 2 usage. */
export type RunCommand = (args: readonly string[], io: CommandIo) => Promise<number>;

/** Runs one command line (without `node yuanzhen`) and gives the exit code. */
export async function main(argv: readonly string[]): Promise<number> {
  const { language, rest } = takeLanguage(argv);
  const io = processIo(language);
  const [name, ...args] = rest;
  if (name === undefined || name === '--help' || name === '-h' || name === 'help') {
    io.out(usageText(language));
    return name === undefined ? 2 : 0;
  }
  if (!isCommandName(name)) {
    const detail = `${name} (${commandNames.join(', ')})`;
    const unknown = failure('usage', { detail }, language);
    io.err(`${unknown.message}\n${unknown.remedy}`);
    return 2;
  }
  if (args.includes('--help') || args.includes('-h')) {
    io.out(usageText(language, name));
    return 0;
  }
  const command: { run: RunCommand } = await import(`./commands/${name}.ts`);
  return command.run(args, io);
}

/** `--lang en|zh-CN` wins, then LC_ALL and LANG beginning with `en`; everything else speaks Chinese. */
function takeLanguage(argv: readonly string[]): { language: Language; rest: readonly string[] } {
  const at = argv.indexOf('--lang');
  if (at === -1) return { language: languageOf(process.env.LC_ALL || process.env.LANG || ''), rest: argv };
  return { language: languageOf(argv[at + 1] ?? ''), rest: [...argv.slice(0, at), ...argv.slice(at + 2)] };
}

function languageOf(locale: string): Language {
  return /^en/i.test(locale) ? 'en' : 'zh-CN';
}
