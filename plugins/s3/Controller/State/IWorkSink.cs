namespace CsiHost.Plugins.S3.Controller.State;

/// <summary>Takes what has to be looked at because something changed.</summary>
internal interface IWorkSink
{
    void Add(WorkKey key);
}
