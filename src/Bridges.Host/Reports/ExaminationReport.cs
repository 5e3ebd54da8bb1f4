using Bridges.Host.Doctor;

namespace Bridges.Host.Reports;

/// <summary>What the doctor found last, from inside the host.</summary>
/// <param name="IsRunning">Another examination is under way.</param>
/// <param name="At">Null before the first.</param>
/// <param name="Findings">What is wrong comes first.</param>
internal sealed record ExaminationReport(bool IsRunning, DateTimeOffset? At, IReadOnlyList<DoctorFinding> Findings);
