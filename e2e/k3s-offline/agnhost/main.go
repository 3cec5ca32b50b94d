// Command agnhost stands in for registry.k8s.io/e2e-test-images/agnhost where no image can be pulled: the subcommands that
// the project's tests use, with the same flags, ports and paths.
//
//	grpc-health-checking [--port 5000] [--http-port 8080] [--service NAME] [--delay-unhealthy-sec N]
//	pause
package main

import (
	"flag"
	"fmt"
	"log"
	"net"
	"net/http"
	"os"
	"os/signal"
	"syscall"
	"time"

	"google.golang.org/grpc"
	"google.golang.org/grpc/health"
	serving "google.golang.org/grpc/health/grpc_health_v1"
)

func main() {
	command := ""
	if len(os.Args) > 1 {
		command = os.Args[1]
	}
	switch command {
	case "grpc-health-checking":
		log.Fatal(healthChecking(os.Args[2:]))
	case "pause":
		stop := make(chan os.Signal, 1)
		signal.Notify(stop, syscall.SIGINT, syscall.SIGTERM)
		<-stop
	default:
		fmt.Fprintf(os.Stderr, "agnhost: %q is not among the subcommands of this stand-in\n", command)
		os.Exit(2)
	}
}

// healthChecking serves grpc.health.v1.Health on one port, and on another the switches /make-not-serving and /make-serving.
func healthChecking(args []string) error {
	flags := flag.NewFlagSet("grpc-health-checking", flag.ExitOnError)
	port := flags.Int("port", 5000, "port of the gRPC health service")
	httpPort := flags.Int("http-port", 8080, "port of the switches")
	service := flags.String("service", "", "service whose status is served")
	unhealthyAfter := flags.Int("delay-unhealthy-sec", -1, "seconds until NOT_SERVING, -1: never")
	if err := flags.Parse(args); err != nil {
		return err
	}

	server := health.NewServer()
	set := func(status serving.HealthCheckResponse_ServingStatus) {
		log.Printf("%q is %s", *service, status)
		server.SetServingStatus(*service, status)
	}
	set(serving.HealthCheckResponse_SERVING)
	if *unhealthyAfter >= 0 {
		time.AfterFunc(time.Duration(*unhealthyAfter)*time.Second, func() { set(serving.HealthCheckResponse_NOT_SERVING) })
	}
	switches := map[string]serving.HealthCheckResponse_ServingStatus{
		"/make-serving":     serving.HealthCheckResponse_SERVING,
		"/make-not-serving": serving.HealthCheckResponse_NOT_SERVING,
	}
	for path, status := range switches {
		http.HandleFunc(path, func(http.ResponseWriter, *http.Request) { set(status) })
	}
	go func() { log.Fatal(http.ListenAndServe(fmt.Sprintf(":%d", *httpPort), nil)) }()

	listener, err := net.Listen("tcp", fmt.Sprintf(":%d", *port))
	if err != nil {
		return err
	}
	rpc := grpc.NewServer()
	serving.RegisterHealthServer(rpc, server)
	return rpc.Serve(listener)
}
