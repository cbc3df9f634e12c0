import { Command, CommanderError, InvalidArgumentError } from 'commander';
import { ConfigError } from '../config/faults.ts';
import { DeliveryError } from '../domain/errors.ts';
import about from '../../package.json' with { type: 'json' };
import type { ExitStatus, Io } from './io.ts';
import { UsageError } from './usage-error.ts';

/** Options that every command takes. */
export interface CommonOptions {
  readonly config: string;
  readonly logLevel: string;
}

const logLevels = ['debug', 'info', 'warn', 'error', 'silent'];

/** Reads the command line, runs the command, gives its exit status. Faults of the user go to stderr in words. */
export async function runProgram(argv: readonly string[], io: Io): Promise<ExitStatus> {
  let status: ExitStatus = 0;
  const program = buildProgram(io, (result) => {
    status = result;
  });
  try {
    await program.parseAsync(argv, { from: 'user' });
    return status;
  } catch (error) {
    return explain(error, io);
  }
}

type Done = (status: ExitStatus) => void;

function buildProgram(io: Io, done: Done): Command {
  const program = new Command('picket')
    .description('Brings ThreatMon, Rapid7 Threat Command and Group-IB Threat Intelligence into Slack.')
    .version(about.version)
    .exitOverride()
    .configureOutput({ writeOut: io.out, writeErr: io.err })
    .showSuggestionAfterError()
    .showHelpAfterError('(picket --help lists the commands)');
  addBot(program, io, done);
  addVendor(program, io, done);
  addStore(program, io, done);
  return program;
}

/** A subcommand with the common options. */
function sub(program: Command, [name, summary]: readonly [string, string], io: Io): Command {
  return program
    .command(name)
    .description(summary)
    .option('--config <file>', 'configuration file', io.env['PICKET_CONFIG'] ?? 'picket.yaml')
    .option('--log-level <level>', logLevels.join(', '), oneOf(logLevels), 'info');
}

function addBot(program: Command, io: Io, done: Done): void {
  sub(program, ['run', 'the bot; stops on SIGTERM or SIGINT'], io).action(async (options: CommonOptions) => {
    done(await (await import('./run.ts')).run(options, io));
  });
  sub(program, ['demo', 'a local Slack and simulated vendors in the browser, no account needed'], io)
    .option('--port <port>', 'port of the page; 0: any that is free', port, 3900)
    .option('--vendor-rate <perMinute>', 'what the simulated vendors do in a minute', wholeNumber(0), 12)
    .action(async (options: CommonOptions & { port: number; vendorRate: number }) => {
      done(await (await import('./demo.ts')).demo(options, io));
    });
  sub(program, ['init', 'asks a few questions and writes picket.yaml and .env.example'], io).action(
    async (options: CommonOptions) => {
      done(await (await import('./init.ts')).init(options, io));
    },
  );
  sub(
    program,
    ['check', 'is the configuration right, can the store be used, does Slack answer, does each instance answer'],
    io,
  )
    .option('--instance <name>', 'only this instance')
    .option('--json', 'one JSON document')
    .action(async (options: CommonOptions & { instance?: string; json?: boolean }) => {
      done(await (await import('./check.ts')).check(options, io));
    });
}

function addVendor(program: Command, io: Io, done: Done): void {
  sub(program, ['exec', 'any vendor command, as the slash command runs it'], io)
    .argument('<command>', 'its name, such as threatmon_list_cves')
    .argument('[arguments...]', 'arg=value')
    .requiredOption('--instance <name>', 'the instance to run it on')
    .option('--json', 'one JSON document')
    .action(async (command: string, args: string[], options: CommonOptions & { instance: string; json?: boolean }) => {
      done(await (await import('./exec.ts')).exec({ command, args, ...options }, io));
    });
  sub(program, ['fetch', 'one fetch, printed; nothing is stored or posted'], io)
    .argument('<instance>')
    .option('--since <time>', 'a duration back from now, an ISO 8601 timestamp, or now')
    .option('--limit <n>', 'incidents at most', wholeNumber(1))
    .option('--json', 'one normalised incident a line')
    .option('--reveal', 'with --json: passwords, card numbers and the like in clear; written to the log')
    .action(
      async (
        instance: string,
        options: CommonOptions & { since?: string; limit?: number; json?: boolean; reveal?: boolean },
      ) => {
        done(await (await import('./fetch.ts')).fetchOnce({ instance, ...options }, io));
      },
    );
  sub(program, ['backfill', 'takes in history; stop the bot first when the store is a file'], io)
    .argument('<instance>')
    .requiredOption('--since <time>', 'where it begins')
    .option('--post', 'post what is taken in, too, as summaries')
    .action(async (instance: string, options: CommonOptions & { since: string; post?: boolean }) => {
      done(await (await import('./backfill.ts')).backfill({ instance, ...options }, io));
    });
}

function addStore(program: Command, io: Io, done: Done): void {
  sub(program, ['incidents', 'what the store knows'], io)
    .option('--instance <name>')
    .option('--status <word>', 'open, closed, or the vendor’s word')
    .option('--severity <words>', 'such as high,critical')
    .option('--since <time>')
    .option('--channel <name>')
    .option('--limit <n>', 'incidents at most', wholeNumber(1), 50)
    .option('--rejected', 'records that could not be read')
    .option('--buried', 'deliveries that Slack refused for good')
    .option('--json', 'one JSON object a line')
    .option('--reveal', 'with --json: passwords, card numbers and the like in clear; written to the log')
    .action(async (options: CommonOptions & { limit: number }) => {
      done(await (await import('./incidents.ts')).incidents(options, io));
    });
  const store = program.command('store').description('status, migrate, copy: the store itself');
  sub(store, ['status', 'its version, what is in it, what waits; changes nothing'], io)
    .argument('[url]', 'another store than the configuration’s: file:PATH or postgres://…')
    .option('--json', 'one JSON document')
    .action(async (url: string | undefined, options: CommonOptions & { json?: boolean }) => {
      done(await (await import('./store.ts')).storeStatus({ ...options, ...(url !== undefined && { url }) }, io));
    });
  sub(store, ['migrate', 'brings it to this version without starting the bot'], io)
    .argument('[url]', 'another store than the configuration’s')
    .action(async (url: string | undefined, options: CommonOptions) => {
      done(await (await import('./store.ts')).storeMigrate({ ...options, ...(url !== undefined && { url }) }, io));
    });
  sub(store, ['copy', 'moves everything into an empty store; run again, it goes on; stop the bot first'], io)
    .argument('<from>', 'file:PATH or postgres://…')
    .argument('<to>', 'file:PATH or postgres://…')
    .action(async (from: string, to: string, options: CommonOptions) => {
      done(await (await import('./store.ts')).storeCopy({ ...options, from, to }, io));
    });
}

function oneOf(choices: readonly string[]): (value: string) => string {
  return (value) => {
    if (!choices.includes(value)) throw new InvalidArgumentError(`expected one of ${choices.join(', ')}`);
    return value;
  };
}

function port(value: string): number {
  if (!/^\d{1,5}$/.test(value) || Number(value) > 65_535) throw new InvalidArgumentError('expected a port, 0 to 65535');
  return Number(value);
}

function wholeNumber(least: number): (value: string) => number {
  return (value) => {
    if (!/^\d{1,9}$/.test(value) || Number(value) < least)
      throw new InvalidArgumentError(`expected a whole number of ${least} or more`);
    return Number(value);
  };
}

function explain(error: unknown, io: Io): ExitStatus {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
  if (error instanceof ConfigError) {
    io.err(`${error.message}\n`);
    return 2;
  }
  if (error instanceof DeliveryError) {
    io.err(`picket: ${error.message}. \`picket check\` says which token, scope or connection it is, and what to do.\n`);
    return 1;
  }
  io.err(`picket: ${error instanceof Error ? error.message : String(error)}\n`);
  return error instanceof UsageError ? 2 : 1;
}
