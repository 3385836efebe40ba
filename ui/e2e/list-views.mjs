/** The lists on the left, with what stands above them and what is asked about a row. */
import { face, roomMenu } from './reach.mjs';

/** What a room's menu asks about, by its place from the end. */
const asks = (fromEnd) => async (page) => {
  await roomMenu(page);
  await page.getByRole('menuitem').nth(fromEnd).click();
  await page.waitForSelector('[data-testid=confirm]');
};

export const LIST_VIEWS = [
  { name: 'friends', scene: 'friends' },
  { name: 'friends-connections', scene: 'connections' },
  {
    name: 'friends-none',
    scene: 'connections',
    act: async (page) => {
      await page.fill('[data-testid=friend-find]', '국립중앙');
      await page.waitForSelector('[data-testid=request-library]');
    },
  },
  ...['snue', 'practice', 'everyone'].map((id) => ({
    name: `profile-${id}`,
    scene: 'connections',
    act: (page) => face(page, id),
  })),
  {
    name: 'profile-checking',
    scene: 'connections',
    act: async (page) => {
      await page.evaluate(() => (window.fake.emit = () => undefined));
      await face(page, 'hufs');
      await page.click('[data-testid=profile-check]');
    },
  },
  { name: 'list', scene: 'list' },
  { name: 'no-chats', scene: 'friends', act: (page) => page.click('[data-testid=tab-chats]') },
  { name: 'list-full', scene: 'full' },
  { name: 'list-aside', scene: 'aside' },
  { name: 'list-paused', scene: 'paused' },
  { name: 'start-newer-data', scene: 'broken', ready: '[role=alert]' },
  { name: 'start-storage', scene: 'locked', ready: '[role=alert]' },
  {
    name: 'profile',
    scene: 'friends',
    act: async (page) => {
      await page.click('[data-standing=unconfirmed]');
      await page.waitForSelector('dialog[open]');
    },
  },
  { name: 'refused', scene: 'refused' },
  { name: 'update-banner', scene: 'newer', ready: '[data-testid=banner-update]' },
  { name: 'menu-room', scene: 'list', act: roomMenu },
  { name: 'clear-room', scene: 'list', act: asks(-2) },
  { name: 'leave-room', scene: 'list', act: asks(-1) },
];
