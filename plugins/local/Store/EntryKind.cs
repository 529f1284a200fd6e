using System.Text.Json.Serialization.Metadata;

namespace CsiHost.Plugins.Local.Store;

/// <summary>How one kind of entry is stored.</summary>
/// <param name="FolderName">The folder below the root.</param>
/// <param name="Prefix">How its ids begin.</param>
/// <param name="RecordName">The name of the record's file.</param>
/// <param name="Type">The record's JSON metadata; a function, because making it takes a noticeable part of a start that may never need it.</param>
internal sealed record EntryKind<TRecord>(string FolderName, string Prefix, string RecordName, Func<JsonTypeInfo<TRecord>> Type)
    where TRecord : class, IEntry;
