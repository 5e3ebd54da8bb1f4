namespace Bridges.Abstractions;

/// <summary>
/// <see cref="IAccount.SendAsync"/> and, where the account implements <see cref="IEditsMessages"/>, edits take this kind of
/// content. Marks the account; there is nothing to call. Text needs no mark. What an account does not take the host sends as
/// <see cref="FileContent"/> (media) or as text (places, contacts) where it can, else the author is told.
/// </summary>
public interface ISends<TContent>
    where TContent : MessageContent;
