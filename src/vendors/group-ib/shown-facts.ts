import type { Fact, Incident } from '../../domain/incident.ts';

/** The facts of a record as its card has them: said once, and in few lines. All of them stay with the incident. */
export function shownFacts(incident: Incident): readonly Fact[] {
  const news = incident.facts.filter((fact) => fact.sensitive === true || !isSaidAlready(fact, incident));
  return assessed(spanned(news));
}

/** What the heading, the assets or the description say in the same words, and an indicator that the heading names. */
function isSaidAlready({ value }: Fact, { title, description, assets, indicators }: Incident): boolean {
  if (value === assets.join(', ') || value === description || title.endsWith(`: ${value}`)) return true;
  return title.includes(value) && (assets.includes(value) || indicators.some((one) => one.value === value));
}

const spans = ['seen', 'compromised'] as const;

/** First and last sight in one line. */
function spanned(facts: readonly Fact[]): readonly Fact[] {
  return spans.reduce((now, what) => {
    const first = now.find(({ label }) => label === `First ${what}`);
    const last = now.find(({ label }) => label === `Last ${what}`);
    if (first === undefined || last === undefined) return now;
    const both: Fact =
      first.value === last.value
        ? { label: `First and last ${what}`, value: first.value }
        : { label: `First ${what}`, value: `${first.value}, last ${what}: ${last.value}` };
    return now.flatMap((fact) => (fact === first ? [both] : fact === last ? [] : [fact]));
  }, facts);
}

const assessment: ReadonlyMap<string, string> = new Map([
  ['Admiralty code', 'Admiralty code'],
  ['Credibility', 'credibility'],
  ['Reliability', 'reliability'],
  ['Valid for', 'valid for'],
]);

/** What the vendor thinks of its record in one line, where the first part of it stood. */
function assessed(facts: readonly Fact[]): readonly Fact[] {
  const parts = facts.flatMap(({ label, value }) =>
    assessment.has(label) ? [`${assessment.get(label)} ${value}`] : [],
  );
  const at = facts.findIndex(({ label }) => assessment.has(label));
  if (parts.length < 2) return facts;
  const line: Fact = { label: 'Assessment', value: parts.join(', ') };
  return facts.flatMap((fact, index) => (index === at ? [line] : assessment.has(fact.label) ? [] : [fact]));
}
