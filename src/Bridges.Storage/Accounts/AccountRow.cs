using Bridges.Abstractions;

namespace Bridges.Storage;

/// <summary>An account and whose it is.</summary>
/// <param name="Owner">The Matrix user id of who logged in.</param>
/// <param name="CreatedAt">Unix milliseconds.</param>
/// <param name="IsReadable">False where its secret was encrypted with another key and is empty here: its owner must log in again.</param>
public sealed record AccountRow(NetworkId Network, StoredAccount Account, string Owner, long CreatedAt, bool IsReadable = true);
