/** What can be wrong with a product, and its score by CVSS. */
interface Weakness {
  readonly score: number;
  readonly text: (product: string) => string;
}

export const WEAKNESSES: readonly Weakness[] = [
  {
    score: 9.8,
    text: (product) =>
      `A request that needs no sign-in reaches the import handler of ${product}, which runs what it is given.`,
  },
  {
    score: 9.1,
    text: (product) => `The session token of ${product} is made from the time of sign-in and can be guessed.`,
  },
  {
    score: 8.8,
    text: (product) => `A signed-in user of ${product} can upload a template that is executed on the server.`,
  },
  {
    score: 8.1,
    text: (product) =>
      `${product} takes the address of the caller from a header that the caller sets, and skips the second factor for addresses it trusts.`,
  },
  {
    score: 7.5,
    text: (product) =>
      `A path in the download parameter of ${product} leads out of its folder; configuration files can be read without sign-in.`,
  },
  {
    score: 7.2,
    text: (product) =>
      `An administrator of one tenant of ${product} can run SQL statements in the database of all tenants.`,
  },
  { score: 6.5, text: (product) => `The log export of ${product} contains the cookies of other users.` },
  { score: 6.1, text: (product) => `The search page of ${product} writes the search term into the page as it came.` },
  { score: 5.3, text: (product) => `${product} answers a wrong password faster for names that do not exist.` },
  {
    score: 3.7,
    text: (product) => `Under load ${product} leaves the last bytes of another answer in the padding of its own.`,
  },
];
