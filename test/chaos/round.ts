import { watch } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import type { Bot } from './bot.ts';
import type { People } from './people.ts';
import type { Act, Aim, Round } from './plan.ts';
import type { ElsewhereAct } from './plan-others.ts';
import type { VendorDrive } from './vendor-drive.ts';
import type { World } from './world.ts';

/** A kill that found nothing to aim at comes after so long. */
const longestAimMs = 800;

/** What a round has people and the vendor do; resolves when no press is under way. */
export async function act(
  acts: Round['acts'],
  { bot, drive, people }: { readonly bot: Bot | undefined; readonly drive: VendorDrive; readonly people: People },
): Promise<unknown> {
  const running = acts.map(async (one) => {
    if (one.kind === 'press') await bot?.running;
    await wait(one.atMs);
    await carryOut(one, drive, people);
  });
  return Promise.all(running);
}

async function carryOut(one: Act, drive: VendorDrive, people: People): Promise<void> {
  if (one.kind === 'add') drive.add(one);
  else if (one.kind === 'change') drive.change(one);
  else await people.press(one);
}

/** What the other vendors do in a round. */
export async function actElsewhere(acts: readonly ElsewhereAct[], { others, journal }: World): Promise<unknown> {
  const running = acts.map(async ({ vendor, kind, atMs, pick }) => {
    await wait(atMs);
    if (kind === 'add') others[vendor].add();
    else others[vendor].change(pick);
    journal.note('elsewhere', { vendor, kind, pick });
  });
  return Promise.all(running);
}

/** Resolves at the instant that a kill aims at, or when the bot ended by itself. */
export async function aimed(aim: Aim, bot: Bot, world: World): Promise<void> {
  if (aim.kind === 'start') {
    await Promise.race([wait(aim.ms), bot.ended]);
    return;
  }
  if (!(await bot.running)) return;
  const enough = new AbortController();
  try {
    const ms = aim.kind === 'life' ? aim.ms : longestAimMs;
    await Promise.race([
      wait(ms, undefined, { signal: enough.signal }),
      bot.ended,
      ...(aim.kind === 'life' ? [] : [seen(aim, world, enough.signal)]),
    ]);
  } finally {
    enough.abort();
  }
}

/** Resolves when what an aim waits for has happened; never, where `signal` is aborted before. */
function seen(aim: Exclude<Aim, { kind: 'start' | 'life' }>, world: World, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    let left = aim.kind === 'vendor' ? 1 : aim.nth;
    const meet = (): void => {
      left -= 1;
      if (left === 0) resolve();
    };
    const stop = watchFor(aim.kind, world, meet);
    signal.addEventListener('abort', stop, { once: true });
  });
}

/** Calls `meet` each time; gives how to stop. */
function watchFor(what: 'commit' | 'slack' | 'vendor', world: World, meet: () => void): () => void {
  if (what === 'slack') return world.slack.onEvent(({ type }) => type === 'message' && meet());
  if (what === 'vendor') {
    const before = world.threatmon.statusChanges().length;
    return world.threatmon.onChange(() => world.threatmon.statusChanges().length > before && meet());
  }
  const store = world.places[0]?.store;
  if (store === undefined) return () => undefined;
  const watcher = watch(store, (_event, name) => name?.endsWith('.tmp') === true && meet());
  watcher.on('error', () => watcher.close());
  return () => watcher.close();
}
