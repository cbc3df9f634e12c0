import type { IncidentChange, OnUpdate } from './incident.ts';

/** One entry of `rules` in `picket.yaml`, as written: `when` and the values of `map` are JSONata. */
export interface Rule {
  readonly when?: string | undefined;
  readonly channel?: string | undefined;
  readonly mention?: readonly string[] | undefined;
  readonly type?: string | undefined;
  readonly map?: { readonly [field: string]: string } | undefined;
  readonly drop?: boolean | undefined;
  readonly onUpdate?: OnUpdate | undefined;
  readonly on?: { readonly [change in IncidentChange]?: readonly string[] | undefined } | undefined;
}
