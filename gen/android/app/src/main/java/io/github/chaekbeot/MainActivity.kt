package io.github.chaekbeot

import android.content.Intent
import android.content.res.Configuration
import android.os.Bundle
import android.view.View
import androidx.activity.OnBackPressedCallback
import androidx.activity.enableEdgeToEdge
import androidx.annotation.Keep
import androidx.core.view.ViewCompat
import androidx.core.view.WindowInsetsCompat

/** The one window. Everything in it is the page's; here is what only the system can be asked for. */
class MainActivity : TauriActivity() {
  override fun onCreate(savedInstanceState: Bundle?) {
    if (isReturn(savedInstanceState)) intent = Intent(Intent.ACTION_MAIN)
    enableEdgeToEdge()
    // Asked last: Tauri's own callback, which comes later, goes back in the page as long as the page can.
    onBackPressedDispatcher.addCallback(this, Behind())
    super.onCreate(savedInstanceState)
    keepClear(findViewById(android.R.id.content))
  }

  /**
   * Somebody comes back to the app, of which the system had ended the process or the activity. It gives what the app was once started with
   * again then: a link would fill the line anew, and a button of a notification would ask a library that nobody asks now.
   */
  private fun isReturn(saved: Bundle?): Boolean =
    saved != null || intent.flags and Intent.FLAG_ACTIVITY_LAUNCHED_FROM_HISTORY != 0

  /** The system's theme may have changed. */
  override fun onConfigurationChanged(newConfig: Configuration) {
    super.onConfigurationChanged(newConfig)
    dress()
  }

  /** The theme that is set in the app. Called from src-tauri/src/night.rs. */
  @Keep
  fun setNight(mode: Int) {
    delegate.localNightMode = mode
    dress()
  }

  /** An activity that stays does not look at its colours again by itself. */
  private fun dress() {
    window.setBackgroundDrawableResource(R.color.surface)
    enableEdgeToEdge()
  }

  /** Where the page has nowhere to go back to, the app goes behind others. It is not ended, as it would be before Android 12. */
  private inner class Behind : OnBackPressedCallback(true) {
    override fun handleOnBackPressed() {
      moveTaskToBack(true)
    }
  }

  /**
   * The page lies between the system's bars, beside a cutout and above the keyboard, in whatever web view: which of them tell the page
   * of these differs by their versions, so none is left to.
   */
  private fun keepClear(content: View) {
    ViewCompat.setOnApplyWindowInsetsListener(content) { view, insets ->
      val taken = WindowInsetsCompat.Type.systemBars() or
        WindowInsetsCompat.Type.displayCutout() or
        WindowInsetsCompat.Type.ime()
      val edges = insets.getInsets(taken)
      view.setPadding(edges.left, edges.top, edges.right, edges.bottom)
      WindowInsetsCompat.CONSUMED
    }
  }
}
