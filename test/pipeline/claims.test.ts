import { describe, expect, it } from 'vitest';
import type { Interaction } from '../../src/pipeline/interaction.ts';
import { key, noon, person, press, pressed, traces, wordsOf } from '../support/asking.ts';
import { office } from '../support/office.ts';
import { setClock } from '../support/pipeline.ts';

describe('what is written down before the vendor is asked', () => {
  it('is told by `kept`, before a write reaches the vendor', async () => {
    const here = await office();
    const events: string[] = [];
    const gate = Promise.withResolvers<void>();
    here.wait(gate.promise);

    const done = here.desk.press(
      press({ interaction: { ...pressed('1'), kept: () => events.push(`kept, ${here.sent.length} sent`) } }),
    );
    await expect.poll(() => events).toEqual(['kept, 0 sent']);
    const [claim] = await here.deps.store.runningClaims();
    gate.resolve();
    await done;

    expect(claim).toMatchObject({
      state: 'running',
      by: 'U1',
      write: { instance: 'acme', command: 'set_status', key },
    });
    expect(await here.deps.store.runningClaims()).toEqual([]);
  });

  it('is nothing for a read, which is told at once', async () => {
    const here = await office();
    let kept = 0;

    await here.desk.line('list', person('U1'), { id: 'line:1', kind: 'line', at: noon, kept: () => (kept += 1) });
    await here.desk.line('help', person('U1'), { id: 'line:2', kind: 'line', at: noon, kept: () => (kept += 1) });

    expect(kept).toBe(2);
    expect(await traces(here)).toEqual([0, 0, 0]);
  });

  it('holds no secret, and is forgotten after a week', async () => {
    const clock = setClock(noon);
    const here = await office(['acme'], { clock });
    const gate = Promise.withResolvers<void>();
    here.wait(gate.promise);
    const done = here.desk.line('set_status id="password: Summer2026!" status=Open', person('U1'), {
      id: 'line:1',
      kind: 'line',
      at: noon,
    });
    await expect.poll(async () => (await here.deps.store.runningClaims()).length).toBe(2);

    const claims = JSON.stringify(await here.deps.store.runningClaims());
    gate.resolve();
    await done;

    expect(claims).not.toContain('Summer2026');
    expect(claims).toContain('"expiresAt":"2026-08-11T12:00:00.000Z"');
  });

  it('has to succeed: with a store that cannot be written nothing is sent, and the person hears that', async () => {
    const here = await office();
    await here.deps.store.close();

    const typed: Interaction = { id: 'line:1', kind: 'line', at: noon };
    const reply = await here.desk.line('set_status id=7 status=Open', person('U1'), typed);

    expect(wordsOf(reply)).toContain('Nothing was sent to the vendor');
    expect(here.sent).toEqual([]);
  });
});
