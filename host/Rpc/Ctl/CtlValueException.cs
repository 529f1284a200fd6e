namespace CsiHost.Rpc.Ctl;

/// <summary>The value of an option is not what the option takes; the message is for the person who typed it.</summary>
internal sealed class CtlValueException(string message) : Exception(message);
