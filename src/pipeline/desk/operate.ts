import { answer } from '../../domain/answer.ts';
import type { Line } from '../../domain/answer.ts';
import { VendorError } from '../../domain/errors.ts';
import type { Instance } from '../../ports/vendor.ts';
import type { Changes } from '../../ports/store.ts';
import type { PollReport } from '../../ports/work.ts';
import { failureAnswer } from '../advice.ts';
import { actorName, refusal } from '../authorise.ts';
import { onceOnly } from '../claims.ts';
import type { Reply } from '../desk.ts';
import type { DeskDeps } from './deps.ts';
import type { Asked } from './line.ts';
import { pickInstance } from './pick-instance.ts';
import { reply } from './run-command.ts';

/** An operator's word on one instance: right and name are checked before `work` runs. */
async function operate(asked: Asked, deps: DeskDeps, work: (instance: Instance) => Promise<Reply>): Promise<Reply> {
  const denial = await refusal(asked.actor, 'admin', deps);
  if (denial !== undefined) return reply(denial);
  const instance = pickInstance(asked.words[0] ?? asked.args['instance'], deps.instances);
  return 'tone' in instance ? reply(instance) : work(instance);
}

/** Commits an operator's word. Gives whether it was delivered before, and so done. */
async function record(
  { actor, interaction }: Asked,
  { store, clock }: DeskDeps,
  changesOf: (who: { readonly at: string; readonly by: string }) => Changes,
): Promise<boolean> {
  const now = clock.now();
  const once = onceOnly(interaction, actor, now);
  const changes = changesOf({ at: now.toISOString(), by: actorName(actor) });
  return store.transact({ keys: [], claims: once.ids }, (known) =>
    once.isRepeated(known) ? { result: true } : { ...changes, claims: once.claims, result: false },
  );
}

export async function fetchInstance(asked: Asked, deps: DeskDeps): Promise<Reply> {
  return operate(asked, deps, async ({ name, vendorTitle }) => {
    try {
      const report = await deps.work.fetchNow(name);
      return reply(answer('ok', `${vendorTitle} (${name}) was read: ${inWords(report)}.`), { shared: asked.shared });
    } catch (error) {
      if (!(error instanceof VendorError)) throw error;
      const failure = { ok: false, kind: error.kind, message: error.message, outcomeUnknown: false } as const;
      return reply(failureAnswer(failure, { instance: name, slackCommand: deps.slackCommand }));
    }
  });
}

function inWords({ created, updated, unchanged, rejected, more }: PollReport): string {
  const parts = [`${created} new`, `${updated} changed`, `${unchanged} unchanged`];
  if (rejected > 0) parts.push(`${rejected} could not be read and are kept`);
  if (more) parts.push('more follows in the next poll');
  return parts.join(', ');
}

export async function pauseInstance(asked: Asked, deps: DeskDeps): Promise<Reply> {
  return operate(asked, deps, async ({ name, vendorTitle }) => {
    const reason = asked.words.slice(1).join(' ');
    const repeated = await record(asked, deps, ({ at, by }) => ({
      pause: { instance: name, by, at, reason },
      audit: [{ at, by, action: 'pause', instance: name, args: {}, outcome: 'done' }],
    }));
    if (repeated) return { kind: 'repeated' };
    const lines: Line[] = [
      [
        'Nothing is lost: what comes meanwhile is taken in after ',
        { code: `${deps.slackCommand} resume ${name}` },
        '.',
      ],
    ];
    return reply(answer('ok', `${vendorTitle} (${name}) is not polled any more.`, { kind: 'text', lines }), {
      shared: asked.shared,
    });
  });
}

export async function resumeInstance(asked: Asked, deps: DeskDeps): Promise<Reply> {
  return operate(asked, deps, async ({ name, vendorTitle }) => {
    const repeated = await record(asked, deps, ({ at, by }) => ({
      resume: name,
      audit: [{ at, by, action: 'resume', instance: name, args: {}, outcome: 'done' }],
    }));
    if (repeated) return { kind: 'repeated' };
    return reply(answer('ok', `${vendorTitle} (${name}) is polled again.`), { shared: asked.shared });
  });
}
