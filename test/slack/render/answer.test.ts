import { describe, expect, it } from 'vitest';
import { answer, type Section } from '../../../src/domain/answer.ts';
import { renderAnswer, withPaging } from '../../../src/slack/render/answer.ts';
import { cardSample, incidentSample } from '../samples.ts';

describe('an answer', () => {
  it('is one message with its tone, its title and its lines', () => {
    const lines = [
      ['Asked by ', { user: 'U012AB3CD' }, ' at ', { at: '2026-09-03T10:22:00.000Z' }],
      [{ bold: 'See ' }, { link: 'https://docs.example/x?a=1&b=2', label: 'the page' }, { code: '/threat help' }],
      [{ indicator: { kind: 'domain' as const, value: 'evil.example' } }],
    ];

    expect(renderAnswer(answer('warning', 'Two of three answered', { kind: 'text', lines }))).toMatchSnapshot();
  });

  it('keeps the blanks between the pieces of a line', () => {
    const [page] = renderAnswer(answer('ok', 'x', { kind: 'text', lines: [['a ', { bold: 'b' }, ' c']] }));

    expect(JSON.stringify(page?.blocks[1])).toContain('"a "');
    expect(JSON.stringify(page?.blocks[1])).toContain('" c"');
  });

  it('shows a table as a table', () => {
    const table = {
      title: 'CVEs',
      columns: ['Id', 'Score'],
      rows: [
        ['CVE-2026-1', '9.8'],
        ['CVE-2026-2', ''],
      ],
    };

    const [page] = renderAnswer(answer('ok', 'x', { kind: 'table', table }));

    expect(page?.blocks.at(-1)).toMatchObject({
      type: 'table',
      rows: [
        [{ text: 'Id' }, { text: 'Score' }],
        [{ text: 'CVE-2026-1' }, { text: '9.8' }],
        [{ text: 'CVE-2026-2' }, { text: '–' }],
      ],
    });
  });

  it('shows a table of more than twenty columns as records', () => {
    const columns = Array.from({ length: 21 }, (_, index) => `c${index}`);

    const [page] = renderAnswer(
      answer('ok', 'x', { kind: 'table', table: { title: 'Wide', columns, rows: [columns, columns] } }),
    );

    expect(JSON.stringify(page?.blocks.at(-1))).toContain(String.raw`c0: c0\nc1: c1`);
  });

  it('shows its title once where it begins with a table of that title, on each page of it', () => {
    const rows = Array.from({ length: 30 }, (_, index) => [`row ${index}.`, 'x']);
    const table = { title: 'CVE List', columns: ['Id', 'Score'], rows };

    const pages = renderAnswer(answer('ok', 'CVE List', { kind: 'table', table }));

    expect(pages.map(({ text }) => text)).toEqual(['✅ CVE List', '✅ CVE List']);
    expect(pages.map(({ blocks }) => JSON.stringify(blocks).match(/CVE List/g)?.length)).toEqual([1, 1]);
  });

  it('shows its title once where it is an incident’s', () => {
    const [page] = renderAnswer(
      answer('info', 'Phish', {
        kind: 'incident',
        incident: incidentSample({ title: 'Phish' }),
        card: cardSample(),
      }),
    );

    expect(page?.blocks[0]).toMatchObject({ type: 'header' });
  });

  it('shows its own title where a section has another', () => {
    const table = { title: 'CVE List', columns: ['Id'], rows: [['1'], ['2']] };

    const [page] = renderAnswer(answer('ok', 'Two CVEs', { kind: 'table', table }));

    expect(page?.blocks[0]).toMatchObject({ text: { text: '✅ *Two CVEs*' } });
  });

  it('loses no row of a long table over its pages, with one table a page', () => {
    const rows = Array.from({ length: 95 }, (_, index) => [`row ${index}.`]);

    const pages = renderAnswer(answer('ok', 'x', { kind: 'table', table: { title: 'Long', columns: ['A'], rows } }));

    const shown = JSON.stringify(pages);
    expect(pages).toHaveLength(5);
    expect(rows.every(([cell]) => shown.includes(`"${cell}"`))).toBe(true);
    expect(pages.every(({ blocks }) => blocks.filter(({ type }) => type === 'table').length === 1)).toBe(true);
  });

  it('ends no page with the heading of what the next one shows', () => {
    const part = (name: string): Section[] => [
      { kind: 'text', lines: [[{ bold: name }, ' says']] },
      { kind: 'table', table: { title: 'Values', columns: ['Value'], rows: [[`row of ${name}`]] } },
    ];

    const pages = renderAnswer(answer('ok', 'Three answers', ...part('acme'), ...part('bolt'), ...part('corp')));

    expect(pages.map(({ blocks }) => JSON.stringify(blocks).match(/acme|bolt|corp/g))).toEqual([
      ['acme', 'acme'],
      ['bolt', 'bolt'],
      ['corp', 'corp'],
    ]);
  });

  it('loses nothing of a long list over its pages', () => {
    const items = Array.from({ length: 500 }, (_, index) => `item ${index}: ${'x'.repeat(60)}`);

    const shown = JSON.stringify(renderAnswer(answer('ok', 'x', { kind: 'list', items })));

    expect(items.filter((item) => !shown.includes(item))).toEqual([]);
  });

  it('shows incidents as cards, each of which knows its incident', () => {
    const sections = ['a:1', 'b:2'].map((key) => ({
      kind: 'incident' as const,
      incident: incidentSample({ key }),
      card: cardSample(),
    }));

    const [page] = renderAnswer(answer('ok', 'x', ...sections));

    const ids = page?.blocks.flatMap(({ type, block_id: id }) => (type === 'actions' ? [id] : []));
    expect(ids).toEqual(['picket:a:1', 'picket+10:b:2']);
  });

  it('shows revealed values in clear, and masks everything else', () => {
    const facts = [{ label: 'Password', value: 'hunter2' }];
    const lines = ['password: letmein'];

    const [page] = renderAnswer(answer('ok', 'x', { kind: 'revealed', facts }, { kind: 'text', lines }));

    expect(JSON.stringify(page)).toContain('hunter2');
    expect(JSON.stringify(page)).not.toContain('letmein');
  });

  it('offers choices whose value is the line to run', () => {
    const choices = [{ label: 'acme', commandLine: 'fetch acme' }];

    const [page] = renderAnswer(answer('info', 'Which?', { kind: 'choices', choices }));

    expect(page?.blocks.at(-1)).toMatchObject({
      elements: [{ type: 'button', action_id: 'picket_choice:0', value: 'fetch acme', text: { text: 'acme' } }],
    });
  });
});

describe('paging', () => {
  const page = { text: 'x', blocks: [] };

  it.each([
    [0, ['abc:1']],
    [1, ['abc:0', 'abc:2']],
    [2, ['abc:1']],
  ])('offers the neighbours of page %i', (index, values) => {
    const { blocks } = withPaging(page, { id: 'abc', index, total: 3 });

    const last = blocks.at(-1);
    expect(last?.type === 'actions' && last.elements.map((element) => 'value' in element && element.value)).toEqual(
      values,
    );
  });

  it('adds nothing to an answer of one page', () => {
    expect(withPaging(page, { id: 'abc', index: 0, total: 1 })).toBe(page);
  });
});
