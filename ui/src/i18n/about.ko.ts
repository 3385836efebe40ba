/** The Korean sentences about the app itself: its version, newer ones, whose work is in it. */
import type { UpdateFailure } from '../ipc/bindings/UpdateFailure';

export const koAbout = {
  version: (version: string, build: string | null) =>
    build === null ? `책벗 ${version}` : `책벗 ${version} (${build})`,
  own: '책벗은 MIT 또는 Apache-2.0 라이선스로 쓸 수 있는 자유 소프트웨어예요.',

  update: {
    looks: '새 버전 자동으로 확인',
    looksNext:
      '하루에 한 번, 책벗을 내려받는 곳(GitHub)에 새 버전이 있는지만 물어봐요. 찾은 책이나 대화는 보내지 않아요.',
    elsewhere: '이 책벗은 새 버전을 스스로 찾지 않아요. 설치한 곳에서 업데이트해 주세요.',
    lookedAt: (moment: string) => `마지막 확인: ${moment}`,
    never: '아직 확인하지 않았어요.',
    looking: '새 버전이 있는지 확인하고 있어요.',
    newest: '최신 버전이에요.',
    found: (version: string) => `새 버전이 있어요: ${version}`,
    told: '내려받는 곳에서 받아 설치하거나, 시스템의 업데이트를 이용해 주세요.',
    loading: (version: string) => `새 버전을 내려받고 있어요: ${version}`,
    percent: (count: number) => `${count}%`,
    ready: (version: string) => `새 버전을 내려받았어요: ${version}`,
    readyNext: '다시 시작하면 설치해요. 대화는 그대로 있고, 찾던 것은 이어서 찾아요.',
    installing: '설치하고 있어요. 곧 다시 시작해요.',
    notes: '달라진 점',
    failures: {
      offline: '오프라인이라 확인하지 못했어요. 연결되면 다시 확인해 주세요.',
      unreachable: '내려받는 곳에 연결하지 못했어요. 잠시 뒤 다시 확인해 주세요.',
      unreadable: '새 버전의 정보를 읽지 못했어요. 내려받는 곳에서 직접 확인해 주세요.',
      not_for_this_system: '새 버전이 있지만 이 시스템에 맞는 것은 아직 없어요.',
      untrusted: '책벗이 만든 것인지 확인할 수 없어 설치하지 않고 지웠어요. 지금 버전을 그대로 써 주세요.',
      not_installed: '설치하지 못했어요. 지금 버전은 그대로예요. 내려받는 곳에서 받아 설치해 주세요.',
    } satisfies Record<UpdateFailure, string>,
    acts: {
      look: '지금 확인',
      load: '내려받기',
      install: '다시 시작해서 설치',
      page: '내려받는 곳 열기',
    },
  },

  licences: {
    title: '오픈소스 라이선스',
    intro: (count: number) =>
      `책벗에는 다른 사람들이 만든 소프트웨어 ${count.toLocaleString('ko-KR')}개가 들어 있어요. 만든 분들께 고맙습니다. 이름을 누르면 라이선스를 볼 수 있어요.`,
    texts: '라이선스는 원문 그대로 보여 드려요.',
  },
};

/** The shape every language has. */
export type AboutWords = typeof koAbout;
