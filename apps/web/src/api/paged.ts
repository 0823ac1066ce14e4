/** Items asked for with one page. */
export const pageSize = 50

/** How lists are read by pages: the cursor of the next comes with each. */
export const paged = {
  initialPageParam: undefined as string | undefined,
  getNextPageParam: (page: { readonly next: string | null }) => page.next ?? undefined,
}

/** The same where reading is itself an act, and the page is its result. */
export const pagedResult = {
  initialPageParam: undefined as string | undefined,
  getNextPageParam: ({ result }: { readonly result: { readonly next: string | null } }) => result.next ?? undefined,
}
