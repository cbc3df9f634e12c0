/** Arguments as they are typed, so that they are read back as given: `status="In Progress" page=2`. */
export function typed(args: { readonly [name: string]: string }): string {
  return Object.entries(args)
    .map(([name, value]) => `${name}=${/^[^\s"'\\]+$/.test(value) ? value : `"${value.replaceAll(/["\\]/g, '\\$&')}"`}`)
    .join(' ');
}
