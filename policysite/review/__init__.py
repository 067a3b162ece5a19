"""What is asked of people, and when: reviews, their record, and the agreed document."""
