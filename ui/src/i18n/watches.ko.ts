/** The Korean sentences about books that are watched until they can be borrowed. */
const half = (hour: number): string => `${hour < 12 ? '오전' : '오후'} ${hour % 12 || 12}시쯤`;

export const koWatches = {
  /** On a card, where there is little room. */
  short: '대출가능 알림',
  begin: '대출가능 알림 받기',
  beginAt: (place: string) => `${place} 대출가능 알림 받기`,
  /** Of a book that is watched in some of its places. */
  beginMore: '다른 곳도 알림 받기',
  choose: '알림 고르기',
  end: '알림 그만 받기',
  endAt: (place: string) => `${place} 알림 그만 받기`,
  where: '어느 자료실의 책을 기다릴까요?',
  anywhere: '전체',
  ended: (title: string) => `‘${title}’ 알림을 그만 받아요.`,
  again: '다시 받기',
  isOn: '알림 받는 중',
  /** Once, at the first watch. */
  whileOn: '책벗이 켜져 있을 때 확인해요.',
  atLogin: '로그인할 때 시작',
  startsAtLogin: '이제 로그인할 때 책벗이 시작돼요.',

  room: {
    status: (count: number) =>
      count === 0 ? '빌릴 수 있게 되면 여기로 알려 드려요' : `책 ${count}권을 지켜보고 있어요`,
    readOnly: '알림만 오는 대화예요. 책은 도서관과의 대화에서 찾아 주세요.',
    openLibrary: '도서관 채팅 열기',
    list: '받는 알림 보기',
    clear: '지금까지 온 알림이 지워지고 되돌릴 수 없어요. 받기로 한 알림은 그대로 있어요.',
    leave: '대화가 지워지고 목록에서 사라져요. 받기로 한 알림은 그대로 있고, 새 소식이 오면 다시 나타나요.',
  },

  list: {
    watching: '기다리는 책',
    ended: '끝난 알림',
    stop: '그만 받기',
    due: (date: string) => `${date} 반납 예정`,
    dueUnknown: '반납 예정일 모름',
    next: (day: string, hour: string) => `다음 확인 ${day} ${hour}`,
    soon: '곧 다시 확인해요',
    /** Why nothing is looked at now. */
    rests: {
      offline: '연결되면 확인해요',
      paused: '모두 멈춰 있어요. [계속]을 누르면 확인해요',
      spared: '절전 중이거나 데이터 요금이 드는 연결이라 쉬고 있어요',
    },
    hour: half,
    today: '오늘',
    tomorrow: '내일',
    checked: (moment: string) => `${moment} 확인`,
    notChecked: '아직 확인하지 않았어요',
    failed: (because: string) => `${because} 마지막 확인에 실패했어요. 계속 확인해요.`,
    until: (date: string) => `${date}까지 지켜봐요`,
    told: '빌릴 수 있다고 알려 드렸어요.',
    expired: '알림 기간이 끝났어요.',
  },
};

/** The shape every language has. */
export type WatchWords = typeof koWatches;
