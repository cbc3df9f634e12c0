import type { Command } from '../domain/command.ts';
import { parseCommandLine } from '../domain/command-line.ts';
import { nearest } from '../domain/nearest.ts';
import { answer } from '../domain/answer.ts';
import { sentencesOf, VendorError } from '../domain/errors.ts';
import { maskJson } from '../indicators/mask.ts';
import type { Instance } from '../ports/vendor.ts';
import type { ExitStatus, Io } from './io.ts';
import type { CommonOptions } from './program.ts';
import { loadQuietWiring } from './settings.ts';
import { renderAnswer } from './terminal.ts';

export interface ExecOptions extends CommonOptions {
  readonly command: string;
  readonly args: readonly string[];
  readonly instance: string;
  readonly json?: boolean;
}

interface Failure {
  readonly kind: string;
  readonly message: string;
  readonly status: ExitStatus;
}

/** One vendor command on one instance. Asks the vendor alone: a running bot sees what changed at its next poll. */
export async function exec(options: ExecOptions, io: Io): Promise<ExitStatus> {
  const { instances, log } = await loadQuietWiring(options, io);
  const found = findCommand(options, instances);
  if ('kind' in found) return report(options, found, io);
  const input = argumentsOf(options.args);
  if ('kind' in input) return report(options, input, io);
  const prepared = found.prepare(input.args);
  if (!prepared.ok) {
    // The command failed, as it does in Slack; the line itself could be read.
    return report(options, { kind: 'invalid', message: sentencesOf(prepared.faults), status: 1 }, io);
  }
  try {
    const result = await prepared.run({ signal: AbortSignal.timeout(300_000) });
    const { text, sections, outputs } = result;
    if (options.json === true) {
      const document = { command: found.name, instance: options.instance, outputs: maskJson(outputs), text };
      io.out(`${JSON.stringify(document)}\n`);
    } else io.out(`${renderAnswer(answer('ok', text, ...sections))}\n`);
    return 0;
  } catch (error) {
    if (!(error instanceof VendorError)) log.error({ error: String(error) }, 'the command failed inside Picket');
    const kind = error instanceof VendorError ? error.kind : 'internal';
    const message = error instanceof Error ? error.message : 'unknown fault';
    return report(options, { kind, message, status: 1 }, io);
  }
}

function findCommand({ command, instance: name }: ExecOptions, instances: readonly Instance[]): Command | Failure {
  const instance = instances.find((one) => one.name === name);
  if (instance === undefined)
    return unknown(
      'instance',
      name,
      instances.map((one) => one.name),
    );
  const { commands } = instance.vendor;
  const found = commands.find((one) => one.name === command || one.aliases.includes(command));
  return (
    found ??
    unknown(
      'command',
      command,
      commands.map((one) => one.name),
    )
  );
}

function unknown(what: string, word: string, known: readonly string[]): Failure {
  const near = nearest(word, known);
  const hint = near === undefined ? `There are: ${known.join(', ')}.` : `Did you mean ${near}?`;
  return { kind: 'invalid', message: `There is no ${what} "${word}". ${hint}`, status: 2 };
}

/** The shell has split and unquoted already: each argument is `name=value`. */
function argumentsOf(texts: readonly string[]): { readonly args: { [name: string]: string } } | Failure {
  const args: { [name: string]: string } = {};
  for (const text of texts) {
    const parsed = parseCommandLine(`${text.slice(0, text.indexOf('=') + 1)}x`);
    const [name] = 'fault' in parsed ? [] : Object.keys(parsed.args);
    if (name === undefined) return { kind: 'invalid', message: `Expected arg=value, got "${text}".`, status: 2 };
    args[name] = text.slice(name.length + 1);
  }
  return { args };
}

function report({ command, instance, json }: ExecOptions, { kind, message, status }: Failure, io: Io): ExitStatus {
  if (json === true) io.out(`${JSON.stringify({ command, instance, error: { kind, message } })}\n`);
  else io.err(`picket: ${message}\n`);
  return status;
}
