package io.passo.it.support;

import io.passo.standalone.system.Artifacts;
import io.passo.standalone.system.StartCaches;
import io.passo.standalone.system.SystemException;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestPlan;

/**
 * Before the first test: caches with which all the services that tests start, start in half of the
 * time. Off for single tests ({@code -Dit.test}), which would wait longer for them than they gain.
 */
public final class StartCachesListener implements TestExecutionListener {
  @Override
  public void testPlanExecutionStarted(TestPlan plan) {
    if (Boolean.getBoolean("test.caches")) {
      try {
        StartCaches.provide(Artifacts.locate());
      } catch (SystemException e) {
        System.err.println("Services start slowly: " + e.getMessage());
      }
    }
  }
}
