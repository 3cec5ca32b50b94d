package io.myworkloads.e2e.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ProcessUseTest {

  @Test
  void readsWhatLinuxTells() {
    // the name of a process may have brackets and spaces
    String stat = "42 (a (b) c) S 1 42 42 0 -1 4194560 7 0 0 0 150 50 9 9 20 0 1 0 1 1 1";
    String status = "Name:\tx\nVmHWM:\t  204800 kB\nVmRSS:\t  102400 kB\n";
    assertThat(ProcessUse.parse(stat, status))
        .isEqualTo(new ProcessUse(Duration.ofSeconds(2), 100, 200));
  }

  @Test
  void readsWhatItTellsOfThisProcess() {
    ProcessUse use = ProcessUse.of(ProcessHandle.current().pid());
    assertThat(use.cpu()).isPositive();
    assertThat(use.residentMib()).isPositive().isLessThanOrEqualTo(use.peakMib());
  }
}
