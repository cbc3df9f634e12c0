import type { Claim } from '../domain/claim.ts';
import type { Known } from '../ports/store.ts';
import { endedClaims, owingWords } from './claims.ts';
import type { ExecuteDeps } from './execute.ts';

type Ended = Exclude<Claim['state'], 'running'>;

/** To be called when the person was told, or could not be: then whoever settles claims tells. */
export type Telling = (isTold: boolean) => Promise<void>;

/** What was meant is over for everybody; the press itself is, once its person was told. */
export function failedClaims(
  claim: Claim,
  known: Pick<Known, 'claims'>,
  { owed, ...end }: { readonly state: 'failed' | 'unknown'; readonly at: string; readonly owed: string | undefined },
): readonly Claim[] {
  const ended = endedClaims(claim, known, end);
  return owed === undefined ? ended : ended.map((one) => (one.id === claim.id ? owingWords(claim, owed) : one));
}

/** The end of a claim that owes words: with them. Until then nobody else of this process settles it. */
export function tellingOf(claim: Claim, state: Ended, deps: ExecuteDeps): Telling {
  const { untold } = deps.presence;
  untold.add(claim.id);
  return async (isTold) => {
    try {
      if (isTold) await endTold(claim, state, deps);
    } finally {
      untold.delete(claim.id);
    }
  };
}

async function endTold({ id }: Claim, state: Ended, { store, clock }: ExecuteDeps): Promise<void> {
  const endedAt = clock.now().toISOString();
  await store.transact({ keys: [], claims: [id] }, ({ claims }) => {
    const now = claims.get(id);
    return { claims: now?.state === 'running' ? [{ ...now, state, endedAt }] : [], result: undefined };
  });
}
