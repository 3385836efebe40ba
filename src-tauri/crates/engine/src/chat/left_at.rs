//! Where the person was in a room, so that a restart brings them back there.

use std::sync::Arc;

use crate::id::RoomId;
use crate::store::rooms;
use crate::wire::Place;
use crate::{Engine, Error};

impl Engine {
    /// Keeps for a day where the person is in a room; none: at its end. It goes with its message. Nobody is told: whoever set it
    /// knows, and the room says it the next time it is shown.
    ///
    /// # Errors
    /// [`Error::NotFound`] without such a room; [`Error::Write`].
    pub async fn set_place(&self, id: RoomId, place: Option<Place>) -> Result<(), Error> {
        let shared = Arc::clone(&self.shared);
        let is_there = self
            .write(move |tx| {
                Box::pin(async move {
                    let now_ms = shared.clock.now_ms();
                    Ok(rooms::leave_at(tx.connection(), id, place, now_ms).await?)
                })
            })
            .await?;
        is_there.then_some(()).ok_or(Error::NotFound("room"))
    }
}
