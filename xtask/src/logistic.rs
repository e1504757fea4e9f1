//! Logistic regression over clues that are there or not, with an L2 penalty. Everything is computed in the order of the
//! input, so the same input gives the same weights.

/// One example, as the indices of its clues.
pub struct Example {
    /// The clues that it has.
    pub clues: Vec<usize>,
    /// Its label.
    pub is_positive: bool,
    /// How much it counts.
    pub weight: f64,
}

/// The number of steps of the gradient descent. After these, no weight of the shipped files changes in the third decimal.
const STEPS: usize = 3_000;

/// The weights of the clues and the bias that minimise the weighted logistic loss and the penalty, by gradient descent
/// with momentum (Nesterov). `penalty` is the strength of the penalty on large weights.
pub fn fit(examples: &[Example], clue_count: usize, penalty: f64) -> (Vec<f64>, f64) {
    // The curvature of the loss is at most a quarter of the weighted sum of squared lengths.
    let most_clues = examples.iter().map(|e| e.clues.len()).max().unwrap_or(0) as f64;
    let total: f64 = examples.iter().map(|e| e.weight).sum();
    let step = 1.0 / (0.25 * total * (most_clues + 1.0) + penalty);
    // The last one is the bias.
    let (mut weights, mut ahead) = (vec![0.0; clue_count + 1], vec![0.0; clue_count + 1]);
    for round in 0..STEPS {
        let mut gradient: Vec<f64> = ahead.iter().map(|w| penalty * w).collect();
        gradient[clue_count] = 0.0;
        for example in examples {
            let score = ahead[clue_count] + example.clues.iter().map(|clue| ahead[*clue]).sum::<f64>();
            let expected = f64::from(u8::from(example.is_positive));
            let error = example.weight * (1.0 / (1.0 + (-score).exp()) - expected);
            example.clues.iter().for_each(|clue| gradient[*clue] += error);
            gradient[clue_count] += error;
        }
        let momentum = round as f64 / (round as f64 + 3.0);
        for ((weight, ahead), slope) in weights.iter_mut().zip(&mut ahead).zip(gradient) {
            let next = *ahead - step * slope;
            *ahead = next + momentum * (next - *weight);
            *weight = next;
        }
    }
    let bias = weights.pop().unwrap_or(0.0);
    (weights, bias)
}
