// A background agent in Go (net/http). usage: agent SPECIFICATION (see agent.py)
package main

import (
	"fmt"
	"io"
	"math/rand"
	"net/http"
	"os"
	"strconv"
	"strings"
	"time"
)

func serve(parts []string) {
	period, _ := strconv.ParseFloat(parts[1], 64)
	jitter, _ := strconv.ParseFloat(parts[2], 64)
	size, _ := strconv.Atoi(parts[4])
	due := time.Now().Add(time.Duration(rand.Float64() * min(period, 30) * float64(time.Second)))
	for {
		time.Sleep(time.Until(due))
		body := ""
		if size > 0 {
			body = fmt.Sprintf(`{"t":%d,"d":"%s"}`, time.Now().Unix(), strings.Repeat("x", size))
		}
		request, err := http.NewRequest(parts[3], parts[0], strings.NewReader(body))
		if err == nil {
			if response, err := http.DefaultClient.Do(request); err == nil {
				io.Copy(io.Discard, response.Body)
				response.Body.Close()
			}
		}
		due = due.Add(time.Duration(period * (1 + jitter*(2*rand.Float64()-1)) * float64(time.Second)))
	}
}

func min(a, b float64) float64 {
	if a < b {
		return a
	}
	return b
}

func main() {
	data, err := os.ReadFile(os.Args[1])
	if err != nil {
		panic(err)
	}
	for _, line := range strings.Split(strings.TrimSpace(string(data)), "\n") {
		go serve(strings.Split(line, "\t"))
	}
	select {}
}
