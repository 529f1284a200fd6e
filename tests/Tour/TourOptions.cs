namespace CsiHost.Tour;

/// <summary>The tour's command line.</summary>
internal sealed record TourOptions
{
    /// <summary>The composed host's folder.</summary>
    public required string HostFolder { get; init; }

    /// <summary>Exit after the report.</summary>
    public bool Once { get; init; }

    /// <summary>No live view even on a terminal.</summary>
    public bool Plain { get; init; }

    /// <summary>Only this driver.</summary>
    public string? Driver { get; init; }

    /// <summary>Null and a message on standard error when the arguments are wrong; run.sh has the help text.</summary>
    public static TourOptions? Parse(IReadOnlyList<string> arguments)
    {
        string? host = null, driver = null;
        bool once = false, plain = false;
        for (var i = 0; i < arguments.Count; i++)
        {
            switch (arguments[i])
            {
                case "--once": once = true; break;
                case "--plain": plain = true; break;
                case "--host" when i + 1 < arguments.Count: host = arguments[++i]; break;
                case "--driver" when i + 1 < arguments.Count: driver = arguments[++i]; break;
                default:
                    Console.Error.WriteLine($"the tour does not know '{arguments[i]}', or its value is missing");
                    return null;
            }
        }

        if (host is null)
            Console.Error.WriteLine("--host wants the folder of a composed host");
        return host is null ? null : new TourOptions { HostFolder = Path.GetFullPath(host), Once = once, Plain = plain, Driver = driver };
    }
}
