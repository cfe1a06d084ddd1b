//go:build full && linux

package live

import (
	"os"
	"path/filepath"
	"syscall"
	"testing"

	"floorwalker/feed/natstest"
	"floorwalker/metrics"
)

// A disk that is full: what was not stored was not acknowledged, so the publisher
// has it yet; once there is room all of it is stored, each event once.
func TestFollowAcrossAFullDisk(t *testing.T) {
	disk := t.TempDir()
	if err := syscall.Mount("tmpfs", disk, "tmpfs", 0, "size=24m"); err != nil {
		t.Skipf("no small disk can be made here: %v", err)
	}
	t.Cleanup(func() { _ = syscall.Unmount(disk, syscall.MNT_DETACH) })
	p := natstest.StartProcess(t, natstest.ProcessOptions{Dir: filepath.Join(disk, "store"), MaxStore: 1 << 30})
	s := &site{t: t, dial: p.Conn, js: p.Conn().JetStream()}
	unlimited(t, s.js)
	s.publisher = newPublisher(t, p.Conn().Conn)
	s.publish(1, 100)
	r := s.follow()
	r.untilApplied(100)
	r.until(metrics.FeedLive)

	ballast := filepath.Join(disk, "ballast")
	fillUp(t, ballast)
	published := make(chan struct{})
	go func() {
		defer close(published)
		s.publish(101, 3000)
	}()
	natstest.Eventually(t, "the publisher says why it waits", func() bool { return s.publisher.Stats().Trouble != "" })
	if err := os.Remove(ballast); err != nil {
		t.Fatal(err)
	}
	p.Restart(1 << 30)
	<-published
	r.untilApplied(3000)
	r.until(metrics.FeedLive)
	r.mustEnd(1, 3000)
	if said := s.publisher.Stats(); said.Refused != 0 {
		t.Errorf("%+v", said)
	}
}

// fillUp writes a file until the disk takes no more.
func fillUp(t *testing.T, name string) {
	t.Helper()
	f, err := os.Create(name)
	if err != nil {
		t.Fatal(err)
	}
	block := make([]byte, 4096)
	for range 1 << 16 {
		if _, err = f.Write(block); err != nil {
			break
		}
	}
	_ = f.Close()
	if err == nil {
		t.Fatal("the disk is never full")
	}
}
