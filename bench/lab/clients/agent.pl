#!/usr/bin/perl
# A background agent in Perl (LWP). usage: agent.pl SPECIFICATION (see agent.py)
use strict;
use warnings;
use LWP::UserAgent;
use Time::HiRes qw(time sleep);

my $agent = LWP::UserAgent->new(keep_alive => 4, timeout => 60);
my @services;
open my $file, '<', $ARGV[0] or die "cannot read $ARGV[0]: $!";
while (<$file>) {
    chomp;
    my ($url, $period, $jitter, $method, $size) = split /\t/;
    push @services, [time + rand($period < 30 ? $period : 30), $url, $period, $jitter, $method, $size];
}
while (1) {
    @services = sort { $a->[0] <=> $b->[0] } @services;
    my $service = $services[0];
    my ($due, $url, $period, $jitter, $method, $size) = @$service;
    sleep($due - time) if $due > time;
    my $request = HTTP::Request->new($method, $url);
    if ($size) {
        $request->header('Content-Type' => 'application/x-www-form-urlencoded');
        $request->content('t=' . int(time) . '&v=' . rand() . '&d=' . ('x' x $size));
    }
    $agent->request($request);
    $service->[0] = $due + $period * (1 + $jitter * (2 * rand() - 1));
    $service->[0] = time if $service->[0] < time;
}
