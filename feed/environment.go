package feed

import (
	"fmt"
	"net"
	"net/url"
	"time"

	"github.com/nats-io/nats.go"
	"golang.org/x/net/proxy"
)

// environment is what the variables of the nats command line tool set, as
// options that go before those of a context. NATS_URL and NATS_CONTEXT are
// read by Connect.
func environment(getenv func(string) string) ([]nats.Option, error) {
	options, err := credentials(getenv)
	if err != nil {
		return nil, err
	}
	if cert, key := getenv("NATS_CERT"), getenv("NATS_KEY"); cert != "" && key != "" {
		options = append(options, nats.ClientCert(cert, key))
	}
	if ca := getenv("NATS_CA"); ca != "" {
		options = append(options, nats.RootCAs(ca))
	}
	if s := getenv("NATS_TIMEOUT"); s != "" {
		d, err := time.ParseDuration(s)
		if err != nil || d <= 0 {
			return nil, WithHint(fmt.Errorf("NATS_TIMEOUT is no duration: %q", s), "write it like 5s")
		}
		options = append(options, nats.Timeout(d))
	}
	if s := getenv("NATS_SOCKS_PROXY"); s != "" {
		options = append(options, nats.SetCustomDialer(socks(s)))
	}
	return options, nil
}

// credentials is the one way to authenticate that the environment names, if it
// names one; it takes the place of whatever the context has.
func credentials(getenv func(string) string) ([]nats.Option, error) {
	switch {
	case getenv("NATS_USER") != "" && getenv("NATS_PASSWORD") != "":
		return []nats.Option{noCredentials, nats.UserInfo(getenv("NATS_USER"), getenv("NATS_PASSWORD"))}, nil
	case getenv("NATS_USER") != "": // a token, as in the nats command line tool
		return []nats.Option{noCredentials, nats.Token(getenv("NATS_USER"))}, nil
	case getenv("NATS_TOKEN") != "":
		return []nats.Option{noCredentials, nats.Token(getenv("NATS_TOKEN"))}, nil
	case getenv("NATS_CREDS") != "":
		return []nats.Option{noCredentials, nats.UserCredentials(getenv("NATS_CREDS"))}, nil
	case getenv("NATS_JWT") != "" && getenv("NATS_SEED") != "":
		return []nats.Option{noCredentials, nats.UserJWTAndSeed(getenv("NATS_JWT"), getenv("NATS_SEED"))}, nil
	case getenv("NATS_NKEY") != "":
		nkey, err := nats.NkeyOptionFromSeed(getenv("NATS_NKEY"))
		if err != nil {
			return nil, WithHint(fmt.Errorf("NATS_NKEY: %w", err), "it is the path of a file with a user seed")
		}
		return []nats.Option{noCredentials, nkey}, nil
	}
	return nil, nil
}

// noCredentials takes back those of the context.
func noCredentials(o *nats.Options) error {
	o.User, o.Password, o.Token, o.Nkey = "", "", "", ""
	o.TokenHandler, o.UserInfo, o.UserJWT, o.SignatureCB = nil, nil, nil, nil
	return nil
}

// socks dials through a SOCKS proxy, given as its URL.
type socks string

// Dial implements nats.CustomDialer.
func (s socks) Dial(network, address string) (net.Conn, error) {
	u, err := url.Parse(string(s))
	if err != nil {
		return nil, err
	}
	d, err := proxy.FromURL(u, proxy.Direct)
	if err != nil {
		return nil, err
	}
	return d.Dial(network, address)
}
