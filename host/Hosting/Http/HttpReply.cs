namespace CsiHost.Hosting.Http;

/// <summary>What a page answers.</summary>
internal readonly record struct HttpReply(int Status, string Body, string ContentType = "text/plain; charset=utf-8");
