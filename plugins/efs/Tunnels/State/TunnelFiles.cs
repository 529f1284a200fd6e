namespace CsiHost.Plugins.Efs.Tunnels.State;

/// <summary>Where the files of one tunnel are, in the layout of efs-utils.</summary>
internal sealed record TunnelFiles(TunnelSettings Settings, string Name)
{
    /// <summary>The state file.</summary>
    public string State => Path.Combine(Settings.StateDirectory, Name);

    /// <summary>A state file that is being written, or a mount that is being made.</summary>
    public string Temporary => Path.Combine(Settings.StateDirectory, "~" + Name);

    public string Configuration => Path.Combine(Settings.StateDirectory, TunnelNames.ConfigurationPrefix + Name);

    /// <summary>The mount's directory.</summary>
    public string Directory => State + "+";

    public string Certificate => Path.Combine(Directory, "certificate.pem");

    public string ProcessId => Path.Combine(Directory, "stunnel.pid");
}
