/** Whether an incident's content is for named people only: it is shown in private channels alone. */
export function isRestricted({ tlp }: { readonly tlp?: string | undefined }): boolean {
  return tlp !== undefined && /^(?:tlp[:\s]*)?red$/i.test(tlp.trim());
}

/** What stands in lists in place of a restricted incident's title. */
export const restrictedTitle = 'TLP:RED, held';
