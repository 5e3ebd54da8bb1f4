using System.Text.Json.Serialization;
using Bridges.Abstractions;

namespace Bridges.Host.Doctor;

/// <summary>What a check found.</summary>
/// <param name="Subject">What was looked at.</param>
/// <param name="Problem">What is wrong; null where nothing is. For a check that was not made: why not.</param>
/// <param name="Mend">What to do, ready to copy; never empty where something is wrong. Beside nothing wrong: a hint.</param>
internal sealed record DoctorFinding(string Subject, DoctorVerdict Verdict, string? Problem = null, string? Mend = null)
{
    /// <summary>By it, what follows from something else is told as that.</summary>
    [JsonIgnore]
    public DoctorCause Cause { get; init; }

    /// <summary>Gives the files to the user who is called USER in it, where they belong to another; null elsewhere.</summary>
    [JsonIgnore]
    public string? OwnerCommand { get; init; }

    /// <summary>What could be done in place of <see cref="OwnerCommand"/>, as it is put behind it; empty where nothing.</summary>
    [JsonIgnore]
    public string Otherwise { get; init; } = "";

    public static DoctorFinding Fine(string subject, string? hint = null) => new(subject, DoctorVerdict.Fine, Mend: hint);

    public static DoctorFinding Wrong(string subject, string problem, string mend)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(mend);
        return new(subject, DoctorVerdict.Wrong, problem, mend);
    }

    /// <summary>Files belong to another user than the bridge's.</summary>
    /// <param name="command">Gives them to the user who is called USER in it.</param>
    /// <param name="otherwise">What could be done in place of that; put behind it as it is.</param>
    public static DoctorFinding OfAnotherUser(string subject, string problem, string command, string otherwise = "") =>
        Wrong(subject, problem, $"{command}   (the user that runs Bridges){otherwise}") with { Cause = DoctorCause.OfAnotherUser, OwnerCommand = command, Otherwise = otherwise };

    /// <summary>What a part found out about itself.</summary>
    /// <param name="part">Named before its subject; empty where that says enough.</param>
    public static DoctorFinding From(Diagnosis diagnosis, string part = "")
    {
        var subject = part.Length == 0 ? diagnosis.Subject : $"{part}: {diagnosis.Subject}";
        return diagnosis.Problem is null
            ? Fine(subject, diagnosis.Mend)
            : Wrong(subject, diagnosis.Problem, string.IsNullOrWhiteSpace(diagnosis.Mend) ? "See the module's documentation, or ask its author." : diagnosis.Mend);
    }

    public static DoctorFinding NotChecked(string subject, string why) => new(subject, DoctorVerdict.NotChecked, why);
}
