import { describe, expect, it } from 'vitest';
import { VendorError } from '../../src/domain/errors.ts';
import type { Desk } from '../../src/pipeline/desk.ts';
import type { Interaction } from '../../src/pipeline/interaction.ts';
import { key, noon, person, press, pressed, traces, wordsOf } from '../support/asking.ts';
import { office } from '../support/office.ts';

describe('the same press, delivered twice', () => {
  it('is done once, and the second time nothing is said', async () => {
    const here = await office();

    const first = await here.desk.press(press({ interaction: pressed('1') }));
    const second = await here.desk.press(press({ interaction: pressed('1') }));

    expect([first.kind, second.kind]).toEqual(['done', 'repeated']);
    expect(await traces(here)).toEqual([1, 2, 1]);
  });

  it('is done once where both are at work at the same time', async () => {
    const here = await office();
    const gate = Promise.withResolvers<void>();
    here.wait(gate.promise);

    const both = [1, 2].map(async () => here.desk.press(press({ interaction: pressed('1') })));
    gate.resolve();

    expect((await Promise.all(both)).map(({ kind }) => kind).toSorted()).toEqual(['done', 'repeated']);
    expect(await traces(here)).toEqual([1, 2, 1]);
  });

  it('is done once where the second meets another process, or the same after a restart', async () => {
    const before = await office();
    await before.desk.press(press({ interaction: pressed('1') }));

    const after = await office(['acme'], { store: before.deps.store });
    const late = await after.desk.press(press({ interaction: pressed('1') }));

    expect(late).toEqual({ kind: 'repeated' });
    expect(after.sent).toEqual([]);
  });

  it('that failed is not tried a second time by itself', async () => {
    const here = await office();
    here.fail(new VendorError('No.', { kind: 'refused' }));

    await here.desk.press(press({ interaction: pressed('1') }));
    const second = await here.desk.press(press({ interaction: pressed('1') }));

    expect(second.kind).toBe('repeated');
    expect(here.sent).toEqual([]);
  });
});

describe('two people at once', () => {
  it('are one call: the second is told who was first, and with what', async () => {
    const here = await office();
    const gate = Promise.withResolvers<void>();
    here.wait(gate.promise);

    const first = here.desk.press(press({ interaction: pressed('1') }));
    await expect.poll(async () => (await here.deps.store.runningClaims()).length).toBe(2);
    const second = await here.desk.press(press({ by: 'U2', status: 'Open', interaction: pressed('2') }));
    gate.resolve();
    await first;

    expect(wordsOf(second)).toMatch(/@U1 was first: Resolved, which is being done since .* Ask again/);
    expect(here.sent).toEqual(['acme 18618001 Resolved']);
    expect(await traces(here)).toEqual([1, 2, 1]);
  });

  it.each([
    ['a second before it was done', '2026-08-04T11:59:59.000Z', 1],
    ['before the message can have been drawn anew', '2026-08-04T12:00:01.400Z', 1],
    ['when the message shows it', '2026-08-04T12:00:01.600Z', 2],
  ])('are told apart by when the second pressed: %s', async (_, at, calls) => {
    const here = await office();
    await here.desk.press(press({ interaction: pressed('1') }));

    await here.desk.press(press({ by: 'U2', status: 'Open', interaction: pressed('2', at) }));

    expect(here.sent).toHaveLength(calls);
  });

  it('do not stand in each other’s way where the first one failed', async () => {
    const here = await office();
    here.fail(new VendorError('No.', { kind: 'refused' }));
    await here.desk.press(press({ interaction: pressed('1') }));

    await here.desk.press(press({ by: 'U2', interaction: pressed('2') }));

    expect(here.sent).toEqual(['acme 18618001 Resolved']);
  });

  it('hear that nobody knows where the first one’s outcome is not known', async () => {
    const here = await office();
    here.fail(new VendorError('Silence.', { kind: 'unreachable', outcomeUnknown: true }));
    await here.desk.press(press({ interaction: pressed('1') }));

    const second = await here.desk.press(press({ by: 'U2', interaction: pressed('2') }));

    expect(wordsOf(second)).toContain('is not known');
    expect(here.sent).toEqual([]);
  });

  it('are one call where they send the same form or type the same line, and two where it differs', async () => {
    const here = await office();
    const typed = (id: string, by: string, line: string): ReturnType<Desk['line']> =>
      here.desk.line(line, person(by), { id: `line:${id}`, kind: 'line', at: noon });

    await typed('1', 'U1', 'set_status id=7 status=Open');
    const same = await typed('2', 'U2', 'set_status id=7 status=Open');
    await typed('3', 'U2', 'set_status id=8 status=Open');

    expect(wordsOf(same)).toContain('@U1 was first');
    expect(here.sent).toEqual(['acme 7 Open', 'acme 8 Open']);
  });
});

describe('one person', () => {
  it('who double-clicks is heard once, and who changes their mind is heard again', async () => {
    const here = await office();

    await here.desk.press(press({ interaction: pressed('1') }));
    const again = await here.desk.press(press({ interaction: pressed('2') }));
    await here.desk.press(press({ status: 'Open', interaction: pressed('3') }));

    expect(again.kind).toBe('repeated');
    expect(here.sent).toEqual(['acme 18618001 Resolved', 'acme 18618001 Open']);
  });

  it('who sends a form twice has it run once', async () => {
    const here = await office();
    const checked = here.desk.check({
      actor: person('U1'),
      command: 'set_status',
      instance: 'acme',
      values: { id: '7', status: 'Open' },
    });
    const sent: Interaction = { id: 'form:1', kind: 'form', at: noon };

    const replies = checked.ok ? [await checked.run(sent), await checked.run(sent)] : [];

    expect(replies.map(({ kind }) => kind)).toEqual(['answer', 'repeated']);
    expect(here.sent).toEqual(['acme 7 Open']);
  });

  it.each(['assign 18618001 me', 'pause acme', 'resume acme', 'outbox retry all'])(
    'whose line "%s" comes twice is answered once, and it is written down once',
    async (line) => {
      const here = await office();
      const typed: Interaction = { id: 'line:1', kind: 'line', at: noon };

      const first = await here.desk.line(line, person('U0LEAD'), typed);
      const before = await traces(here);
      const second = await here.desk.line(line, person('U0LEAD'), typed);

      expect([first.kind, second.kind]).toEqual(['answer', 'repeated']);
      expect(await traces(here)).toEqual(before);
    },
  );

  it('who reveals is written down once, however often the press comes', async () => {
    const here = await office();

    const first = await here.desk.reveal({ key }, person('U0LEAD'), pressed('1'));
    const second = await here.desk.reveal({ key }, person('U0LEAD'), pressed('1'));

    expect([first.kind, second.kind]).toEqual(['answer', 'repeated']);
    expect(await here.deps.store.audit({ limit: 9 })).toHaveLength(1);
  });
});
