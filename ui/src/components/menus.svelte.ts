/** How many menus are open: one at most, unless one is just going. */
export const menus = $state({ open: 0 });
