/** One press, form, typed line or playbook command, told apart from every other one however often it is delivered. */
export interface Interaction {
  readonly id: string;
  readonly kind: 'press' | 'form' | 'line' | 'playbook';
  /** ISO 8601 UTC: when the person acted, which may be long before it came. */
  readonly at: string;
  /** Called once nothing of it can be lost any more: it is written down, or changes nothing. */
  readonly kept?: () => void;
}
