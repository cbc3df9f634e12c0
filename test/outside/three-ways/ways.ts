import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, vi } from 'vitest';
import { runProgram } from '../../../src/cli/program.ts';
import type { Command } from '../../../src/domain/command.ts';
import type { Message, View } from '../../../src/sandbox/slack/model.ts';
import type { World } from '../../support/outside.ts';
import type { Case } from './trial.ts';
import { patience } from '../../support/patience.ts';

const user = 'mira';

/** What a person in Slack got. */
export interface Shown {
  readonly text: string;
  readonly blocks: readonly string[];
  readonly files: readonly string[];
  /** Whether Slack asked before the command ran. */
  readonly asked: boolean;
}

/** A run of `picket exec`. */
export interface Printed {
  readonly status: number;
  readonly out: string;
}

/** A case as typed after the slash command. What is asked first is answered with yes, in the form that opens. */
export async function typed(here: World, { command, input, files }: Case, instance: string): Promise<Shown> {
  const values = Object.entries(input).map(([name, value]) => `${name}="${value.replaceAll(/["\\]/g, '\\$&')}"`);
  return told(here, { files, instance }, async () => {
    const form = await slash(here, [command, ...values, `instance=${instance}`].join(' '));
    if (form === undefined) return false;
    expect(JSON.stringify(form.content.blocks)).toContain('⚠️');
    await submit(here, {});
    return true;
  });
}

/** A case as a form that opens empty and is filled in. */
export async function filledIn(
  here: World,
  { command, input, files }: Case,
  { instance, declared }: { readonly instance: string; readonly declared: Command },
): Promise<Shown> {
  return told(here, { files, instance }, async () => {
    const form = await slash(here, `form ${command} instance=${instance}`);
    const values = Object.entries(input).map(([name, value]) => {
      const kind = declared.arguments.find((argument) => argument.name === name)?.kind;
      return [name, kind === 'choices' ? value.split(',').map((part) => part.trim()) : value] as const;
    });
    const question = await submit(here, Object.fromEntries(values));
    if (question !== undefined) await submit(here, {});
    return JSON.stringify([form?.content.blocks, question?.content.blocks]).includes('⚠️');
  });
}

/** A case run by the command line, in this process. */
export async function executed(here: World, tried: Case, on: Executed): Promise<Printed> {
  const out: string[] = [];
  const status = await runProgram(await argumentsOf(here, tried, on), {
    env: {},
    out: (text) => void out.push(text),
    err: () => undefined,
    interactive: false,
    stopped: new Promise(() => undefined),
  });
  return { status, out: placeless(out.join(''), on.name) };
}

/** A case run by the command line, as a process of its own. */
export async function spawned(here: World, tried: Case, on: Executed): Promise<Printed> {
  const { status, out, err } = await here.operator.picket(...(await argumentsOf(here, tried, on)));
  return { status: status ?? 2, out: placeless(out === '' ? err : out, on.name) };
}

interface Executed {
  /** Of the instance. */
  readonly name: string;
  readonly entry: string;
  readonly json: boolean;
}

async function argumentsOf({ operator }: World, { command, input }: Case, on: Executed): Promise<string[]> {
  const config = join(operator.folder, `${on.name}.yaml`);
  const rest = 'slack: { botToken: xoxb-none, appToken: xapp-none }\nchannel: "#threat-intel"';
  await writeFile(config, `${rest}\ninstances:\n  - ${on.entry}\n`);
  const values = Object.entries(input).map(([name, value]) => `${name}=${value}`);
  const format = on.json ? ['--json'] : [];
  return ['exec', command, ...values, '--instance', on.name, '--config', config, ...format];
}

/** Does something and waits for what comes of it: one answer, and as many files as it is to bring. */
async function told(
  { slack }: World,
  { files = 0, instance }: { readonly files: number | undefined; readonly instance: string },
  act: () => Promise<boolean>,
): Promise<Shown> {
  const before = new Set(slack.ephemerals(user).map(({ ts }) => ts));
  const uploadsBefore = slack.calls('files.getUploadURLExternal').length;
  const asked = await act();
  const answer = await vi.waitFor(() => {
    const message = slack.ephemerals(user).find(({ ts, text }) => !before.has(ts) && !text.startsWith('Working'));
    if (message === undefined) throw new Error('no answer came');
    return message;
  }, patience);
  const uploads = await vi.waitFor(() => {
    const some = slack.calls('files.getUploadURLExternal').slice(uploadsBefore);
    expect(some).toHaveLength(files);
    return some.map(({ args }) => `${String(args['filename'])} ${String(args['length'])}`);
  }, patience);
  return { ...plainly(answer, instance), files: uploads, asked };
}

/** A message without what Slack, or the place where it was asked, makes of it. */
function plainly({ text, blocks }: Message, instance: string): Pick<Shown, 'text' | 'blocks'> {
  return {
    text: placeless(text, instance),
    blocks: blocks.map((block) =>
      placeless(JSON.stringify(block), instance)
        .replaceAll(/"block_id":"[^"]*"/g, '"block_id":""')
        .replaceAll(/"value":"[\w-]{12}(:\d+")/g, '"value":"PAGES$1'),
    ),
  };
}

function placeless(text: string, instance: string): string {
  return text.replaceAll(instance, 'INSTANCE').replaceAll(/127[.[\]]+0[.[\]]+0[.[\]]+1:\d+/g, 'VENDOR');
}

/** Types a line; the form that it opened, if it did. */
async function slash({ slack }: World, text: string): Promise<View | undefined> {
  const before = slack.ephemerals(user).length;
  await slack.slash({ user, channel: 'threat-intel', command: '/threat', text });
  await vi.waitFor(() => {
    expect(slack.views(user).length + slack.ephemerals(user).length).toBeGreaterThan(before);
  }, patience);
  return slack.views(user).at(-1);
}

/** Sends the form that is open; the one that took its place, if one did. */
async function submit(
  { slack }: World,
  values: { readonly [block: string]: string | readonly string[] },
): Promise<View | undefined> {
  await slack.submit({ user, values });
  const left = slack.views(user).at(-1);
  expect(left?.errors ?? {}).toEqual({});
  return left;
}
