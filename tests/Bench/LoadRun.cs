namespace CsiHost.Bench;

/// <summary>One measurement: so many calls with so many in flight on one connection.</summary>
internal static class LoadRun
{
    public static LoadResult Measure(LoadConnection connection, LoadCall call, int calls, int inFlight)
    {
        var clock = TimeProvider.System;
        var started = new Dictionary<int, long>(inFlight);
        var latencies = new double[calls];
        int done = 0, queued = 0, wrong = 0;
        var begin = clock.GetTimestamp();
        while (done < calls)
        {
            while (queued < calls && started.Count < inFlight)
            {
                started[connection.Queue(call)] = clock.GetTimestamp();
                queued++;
            }

            connection.Flush();
            connection.Receive((stream, ok) =>
            {
                if (!started.Remove(stream, out var at))
                    return;
                latencies[done++] = clock.GetElapsedTime(at).TotalMicroseconds;
                wrong += ok == call.Succeeds ? 0 : 1;
            });
        }

        var elapsed = clock.GetElapsedTime(begin);
        if (wrong > 0)
            throw new InvalidOperationException($"{wrong} of {calls} calls of {call.Name} had the wrong status");
        Array.Sort(latencies);
        return new LoadResult(calls / elapsed.TotalSeconds, latencies[calls / 2], latencies[(int)(calls * 0.99)]);
    }
}
