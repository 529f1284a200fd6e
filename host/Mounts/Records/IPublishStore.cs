using CsiHost.Abstractions.Errors;

namespace CsiHost.Mounts.Records;

/// <summary>The records of every driver, one a path. Reading is from memory; a change is durable when its call returns.</summary>
internal interface IPublishStore
{
    /// <summary>The record of a path; null without.</summary>
    PublishRecord? Find(string path);

    /// <summary>All records, in no order.</summary>
    IReadOnlyCollection<PublishRecord> All { get; }

    /// <summary>Writes a record.</summary>
    /// <exception cref="CsiException">The disk is full (ResourceExhausted); the old record stays.</exception>
    ValueTask WriteAsync(PublishRecord record, CancellationToken cancellationToken);

    /// <summary>Changes the record of a path, if there is one, from what it is now.</summary>
    /// <exception cref="CsiException">The disk is full (ResourceExhausted); the old record stays.</exception>
    ValueTask UpdateAsync(string path, Func<PublishRecord, PublishRecord> change, CancellationToken cancellationToken);

    /// <summary>Removes a record; none is no error.</summary>
    ValueTask RemoveAsync(string path, CancellationToken cancellationToken);
}
