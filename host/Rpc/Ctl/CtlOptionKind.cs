namespace CsiHost.Rpc.Ctl;

internal enum CtlOptionKind
{
    /// <summary>Takes one value.</summary>
    Text = 0,

    /// <summary>Takes no value.</summary>
    Switch = 1,

    /// <summary>May be repeated.</summary>
    List = 2,
}
