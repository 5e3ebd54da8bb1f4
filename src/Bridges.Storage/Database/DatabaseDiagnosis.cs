namespace Bridges.Storage;

/// <summary>One thing about a database that was looked at.</summary>
/// <param name="Subject">What was looked at.</param>
/// <param name="Problem">What is wrong; null where it is in order.</param>
/// <param name="Mend">What to do about it, ready to copy; null where there is nothing to do.</param>
/// <param name="Cause">What lies behind it.</param>
public sealed record DatabaseDiagnosis(string Subject, string? Problem = null, string? Mend = null, DatabaseCause Cause = DatabaseCause.Own);
