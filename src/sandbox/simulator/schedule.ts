/** The part of a request that decides whether something planned for it is due. */
interface RequestLine {
  readonly method: string;
  readonly path: string;
}

/** Which requests are meant, counted from the moment the plan is made. */
interface RequestMatch {
  readonly method?: string;
  /** Text contained in the path, or an expression. */
  readonly path?: string | RegExp;
  /** 1 (the default) is the first that matches. */
  readonly nth?: number;
  /** How many in a row; 1 unless told, `Infinity` for all that follow. */
  readonly times?: number;
}

/** A number n is the n-th request from now, whatever it asks for. */
export type When = number | RequestMatch;

/** Things planned for requests that have yet to come. */
export interface Schedule<T> {
  readonly plan: (when: When, item: T) => void;
  /** Counts this request for every plan and gives what is due on it, oldest plan first. */
  readonly due: (request: RequestLine) => readonly T[];
  /** Forgets every plan; gives what had not begun. */
  readonly clear: () => readonly T[];
}

interface Plan<T> {
  readonly match: RequestMatch;
  readonly item: T;
  seen: number;
}

/** An empty schedule. */
export function createSchedule<T>(): Schedule<T> {
  let plans: Plan<T>[] = [];
  return {
    plan(when, item) {
      plans.push({ match: typeof when === 'number' ? { nth: when } : when, item, seen: 0 });
    },
    due(request) {
      const counted = plans.filter(({ match }) => matches(match, request));
      for (const plan of counted) plan.seen += 1;
      const due = counted.filter(isDue).map(({ item }) => item);
      plans = plans.filter((plan) => !isOver(plan));
      return due;
    },
    clear() {
      const left = plans.filter(({ match: { nth = 1 }, seen }) => seen < nth).map(({ item }) => item);
      plans = [];
      return left;
    },
  };
}

function matches({ method, path }: RequestMatch, request: RequestLine): boolean {
  if (method !== undefined && method.toUpperCase() !== request.method) return false;
  if (path === undefined) return true;
  return typeof path === 'string' ? request.path.includes(path) : request.path.search(path) >= 0;
}

function isDue({ match: { nth = 1, times = 1 }, seen }: Plan<unknown>): boolean {
  return seen >= nth && seen < nth + times;
}

function isOver({ match: { nth = 1, times = 1 }, seen }: Plan<unknown>): boolean {
  return seen >= nth + times - 1;
}
